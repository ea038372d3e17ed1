"""Forms over interviews, people met, consents and documents; the words come from the declared tables."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.i18n import format_integer, parse_date, typeset
from terreau.i18n import gettext as _
from terreau.web.core.forms import RecordForm
from terreau.web.core.values import check_date
from terreau.web.interviews import rules
from terreau.web.interviews.models import Consent, Document, Interview, Participant
from terreau.web.interviews.texts import LONGEST, Unreadable, decode, normalise

__all__ = ["ConsentForm", "DocumentForm", "InterviewForm", "ParticipantForm", "WithdrawalForm"]

HEAVIEST = 50 * 1024 * 1024  # bytes of a file that is read
_ENDINGS = (".txt", ".md")


class InterviewForm(RecordForm):
    """When someone was heard, and in what capacity."""

    declared = "interviews"
    helps = {
        "date": _("Un jour, ou une date approchée : 14/03/2025, mars 2025."),
        "informant_kind": "",
    }

    class Meta:
        model = Interview
        fields = ["date", "informant_kind"]


class ParticipantForm(RecordForm):
    """Who was met: read by those who hold interviews alone."""

    declared = "people"
    helps = {"name": "", "function": _("Sa fonction au moment de l’entretien.")}

    class Meta:
        model = Participant
        fields = ["name", "function"]

    def clean(self) -> dict[str, Any]:
        """Ask for a name or a function: a person of whom nothing is said cannot be found again."""
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("function"):
            self.add_error("name", _("Écrivez un nom, ou au moins une fonction."))
        return cleaned


class ConsentForm(RecordForm):
    """What a person agreed to; withdrawing has its own page."""

    declared = "consents"
    helps = {
        "signed_on": _("Un jour, ou une date approchée : 14/03/2025, mars 2025."),
        "citation": _("Comment ses paroles peuvent être attribuées hors de l’équipe."),
        "expires_on": _(
            "Vide : l’accord n’a pas de fin. La liste des entretiens prévient deux mois avant."
        ),
    }
    scopes = ("record", "transcribe", "quote", "name_allowed", "laboratory", "reuse")

    class Meta:
        model = Consent
        fields = [
            "signed_on", "record", "transcribe", "quote", "name_allowed", "laboratory", "reuse",
            "citation", "expires_on",
        ]  # fmt: skip

    def agreed(self) -> list[forms.BoundField]:
        """Return the scopes, in the order in which they are asked."""
        return [self[name] for name in self.scopes]

    def clean(self) -> dict[str, Any]:
        """Refuse answers that contradict each other."""
        cleaned = super().clean()
        citation = cleaned.get("citation")
        if citation not in ("", None, "none") and not cleaned.get("quote"):
            self.add_error(
                "citation",
                _("Cette personne n’a pas accepté d’être citée : cochez « Citer », ou choisissez « pas de citation »."),
            )  # fmt: skip
        elif citation == "named" and not cleaned.get("name_allowed"):
            self.add_error(
                "citation",
                _("« Nominatif » demande que la personne ait accepté d’être nommée : cochez « Nommer »."),
            )  # fmt: skip
        signed, expires = (parse_date(cleaned.get(name) or "") for name in ("signed_on", "expires_on"))  # fmt: skip
        if signed and expires and expires.latest < signed.earliest:
            self.add_error("expires_on", _("Cette date précède celle de la signature."))
        return cleaned


class WithdrawalForm(forms.Form):
    """When a person took back what they had agreed to."""

    withdrawn_on = forms.CharField(
        label=_("Retiré le"),
        max_length=60,
        validators=[check_date],
        help_text=_("Le jour où la personne l’a dit ; une date approchée suffit."),
        error_messages={"required": _("Dites quand la personne a retiré son consentement.")},
    )

    def __init__(self, *args: Any, day: Any, **options: Any) -> None:
        self.day = day
        super().__init__(*args, **options)

    def clean_withdrawn_on(self) -> str:
        """Refuse a withdrawal to come: it would close nothing in the reader's mind."""
        text = str(self.cleaned_data["withdrawn_on"])
        when = parse_date(text)
        if when is not None and when.earliest > self.day:
            raise forms.ValidationError(_("Cette date est à venir : un retrait ferme dès qu’il est dit."))  # fmt: skip
        return text


class DocumentForm(RecordForm):
    """A text, pasted or read from a file of plain text."""

    declared = "documents"
    helps = dict.fromkeys(("title", "kind", "date", "confidentiality", "text"), "")
    file = forms.FileField(
        label=_("Ou un fichier de texte"),
        required=False,
        help_text=_("Un fichier .txt ou .md, 50 Mo au plus. D’un document Word ou PDF, copiez le texte et collez-le."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,text/plain,text/markdown"}),
    )  # fmt: skip
    read_as = ""  # the sentence that says how the file was read

    class Meta:
        model = Document
        fields = ["title", "kind", "date", "confidentiality", "text"]
        widgets = {
            "confidentiality": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 14, "dir": "auto", "spellcheck": "false"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = bool(self.instance.pk) and self.instance.passages.exists()
        self.fields["confidentiality"].choices = [
            ("public", typeset(_("Public : chaque membre, invités et partenaires compris"))),
            ("workspace", typeset(_("Équipe : la structure d’accompagnement"))),
            ("restricted", typeset(_("Restreint : les personnes qui mènent les entretiens, et vous"))),
        ]  # fmt: skip
        self.fields["text"].required = not self.files
        self.fields["text"].error_messages["required"] = _(
            "Collez le texte, ou choisissez un fichier."
        )
        if self.held and (not self.is_bound or "text" not in self.data):
            del self.fields["text"]
            del self.fields["file"]

    def clean_confidentiality(self) -> str:
        """Refuse to make public the words of who did not agree to be quoted."""
        said = str(self.cleaned_data["confidentiality"])
        interview = self.instance.interview
        if said == "public" and interview and rules.citation_level(interview) == "none":
            raise forms.ValidationError(
                _("Une personne rencontrée n’a pas accepté d’être citée : ce texte ne sort pas de l’équipe.")
            )  # fmt: skip
        return said

    def _from_file(self, file: Any) -> str:
        name = str(file.name).lower()
        if not name.endswith(_ENDINGS):
            raise Unreadable(
                _("Seuls les fichiers .txt et .md sont lus. Ouvrez celui-ci, copiez son texte et collez-le au-dessus.")
            )  # fmt: skip
        if file.size > HEAVIEST:
            raise Unreadable(_("Ce fichier dépasse 50 Mo : coupez-le en plusieurs documents."))
        text, self.read_as = decode(file.read())
        return text

    def clean(self) -> dict[str, Any]:
        """Take the text from where it is given; what a file held comes back in the form."""
        cleaned = super().clean()
        if "text" not in self.fields:
            return cleaned
        text = normalise(cleaned.get("text") or "")
        file = cleaned.get("file")
        if file is not None and text and file.name:
            self.add_error("file", _("Donnez un texte ou un fichier, pas les deux."))
        elif file is not None:
            try:
                text = self._from_file(file)
            except Unreadable as why:
                self.add_error("file", str(why))
                return cleaned
        self._check(text)
        cleaned["text"] = text
        if hasattr(self.data, "setlist"):
            self.data["text"] = text
        return cleaned

    def _check(self, text: str) -> None:
        if "text" not in self.errors and not text:
            self.add_error("text", _("Ce texte est vide."))
        elif len(text) > LONGEST:
            self.add_error(
                "text",
                _("Ce texte a {count} caractères, un document en garde au plus {most} : coupez-le.").format(
                    count=format_integer(len(text)), most=format_integer(LONGEST)
                ),
            )  # fmt: skip
        elif self.held and text != self.instance.text:
            self.add_error("text", _("Le texte ne peut plus changer : des extraits y tiennent."))
