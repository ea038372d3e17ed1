"""Forms over a draft: its words, its phases, one variable at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from terreau.framework.mapping import RELATIONS
from terreau.i18n import gettext as _
from terreau.i18n import typeset

__all__ = ["RELATION_WORDS", "CommonForm", "CopyForm", "MappingForm", "PhasesForm", "VariableForm"]

MEANINGS = (
    ("same", "inchangée"),
    ("reworded", "reformulée : les mots changent, le sens demeure"),
    ("changed", "changée : on ne compare plus avec la version précédente"),
)
RELATION_WORDS = {
    "equal": "égale à",
    "broader": "plus large que",
    "narrower": "plus étroite que",
    "overlaps": "recoupe",
    "none": "sans équivalent",
}


def _long(
    label: str, *, rows: int = 2, required: bool = True, help_text: str = ""
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=typeset(label),
        widget=area,
        required=required,
        help_text=typeset(help_text),
        max_length=8_000,
    )


class CopyForm(forms.Form):
    """Name of a référentiel of one's own."""

    identifier = forms.CharField(
        label="Nom court",
        max_length=40,
        help_text="En minuscules, sans espace ni accent, par exemple « tiers-lieux ».",
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9_-]*$",
                "Le nom court s’écrit en minuscules, sans espace ni accent, et commence par une lettre.",
            )
        ],
    )
    title = forms.CharField(label="Titre", max_length=200)


class CommonForm(forms.Form):
    """The words of the whole: title, description, note, licence, titles of pillars."""

    def __init__(self, *args: Any, content: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"] = forms.CharField(
            label="Titre", max_length=200, initial=content["title"]
        )
        self.fields["description"] = _long(
            "Description", rows=6, help_text="Ce que c’est, d’où il vient, ce qui reste à discuter."
        )
        self.fields["description"].initial = content["description"]
        self.fields["note"] = forms.CharField(
            label="Ce que cette version apporte",
            required=False,
            max_length=500,
            initial=content["note"],
        )
        self.fields["licence"] = forms.CharField(
            label="Licence", max_length=80, initial=content["licence"]
        )
        for pillar in content["pillars"]:
            self.fields[f"pillar_{pillar['code']}"] = forms.CharField(
                label=typeset(_("Pilier {code}").format(code=pillar["code"])),
                max_length=120,
                initial=pillar["title"],
            )

    def words(self) -> dict[str, str]:
        """Return the words of the whole."""
        return {
            name: self.cleaned_data[name] for name in ("title", "description", "note", "licence")
        }

    def pillars(self) -> dict[str, str]:
        """Return the titles of pillars by code."""
        prefix = "pillar_"
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix)
        }


class PhasesForm(forms.Form):
    """The words of the phases; their codes and their number stay."""

    PARTS = (("title", "Titre", True), ("short", "Titre court", True), ("enters", "On y entre quand", True),
             ("leaves", "On en sort quand", False))  # fmt: skip

    def __init__(self, *args: Any, content: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = [phase["code"] for phase in content["phases"]]
        for phase in content["phases"]:
            code = phase["code"]
            for part, label, required in self.PARTS:
                field = forms.CharField(
                    label=typeset(f"{code} : {label}"),
                    required=required,
                    max_length=500,
                    initial=phase[part],
                )
                self.fields[f"{code}_{part}"] = field
            words = _long(
                f"{code} : autres mots du terrain", required=False, help_text="Un par ligne."
            )
            words.initial = "\n".join(phase["synonyms"])
            self.fields[f"{code}_synonyms"] = words

    def phases(self) -> dict[str, dict[str, Any]]:
        """Return the words of each phase by code."""
        said = self.cleaned_data
        return {
            code: {part: said[f"{code}_{part}"] for part, _label, _needed in self.PARTS}
            | {"synonyms": [w.strip() for w in said[f"{code}_synonyms"].splitlines() if w.strip()]}
            for code in self.codes
        }


class VariableForm(forms.Form):
    """One variable: what it is, its described levels, its phases, its questions."""

    def __init__(
        self, *args: Any, content: dict[str, Any], variable: dict[str, Any] | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.content, held = content, variable or {}
        add = self.fields.__setitem__
        add(
            "title",
            forms.CharField(label="Intitulé", max_length=160, initial=held.get("title", "")),
        )
        add("definition", _long("Définition"))
        levels = held.get("levels", [])
        for rank, level in enumerate(content["scale"]):
            add(f"level_{rank}", _long(f"Niveau {level['code']} · {level['label']}"))
            self.fields[f"level_{rank}"].initial = levels[rank] if rank < len(levels) else ""
        stays = [
            (phase["code"], f"{phase['code']} {phase['title']}") for phase in content["phases"]
        ]
        for name, label in (
            ("expected", "Attendue dans"),
            ("early", "Précoce dans"),
            ("without_object", "Sans objet dans"),
        ):
            add(name, forms.MultipleChoiceField(
                label=label, choices=stays, required=False, widget=forms.CheckboxSelectMultiple,
                initial=held.get(name, []),
            ))  # fmt: skip
        for person in content["respondents"]:
            for part, label in (("questions", "Question posée"), ("advice", "Consigne donnée")):
                field = _long(f"{label} : {person['label']}", required=False)
                field.initial = held.get(part, {}).get(person["code"], "")
                add(f"{part}_{person['code']}", field)
        add(
            "foundation",
            _long(
                "Fondement",
                required=False,
                help_text="D’où vient cette variable ; codes entre crochets.",
            ),
        )
        for name in ("definition", "foundation"):
            self.fields[name].initial = held.get(name, "")
        if (
            variable is not None
            and content["parent"]
            and content["changes"].get(held["code"]) != "new"
        ):
            add("meaning", forms.ChoiceField(
                label="Depuis la version précédente, cette variable est",
                choices=[(code, typeset(word)) for code, word in MEANINGS],
                widget=forms.RadioSelect, initial=content["changes"].get(held["code"], "same"),
            ))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a phase that is said two ways."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name in ("expected", "early", "without_object"):
            for phase in said.get(name, []):
                if seen.setdefault(phase, name) != name:
                    self.add_error(
                        name, typeset(_("La phase {code} est cochée deux fois.").format(code=phase))
                    )
        if not said.get("expected"):
            self.add_error(
                "expected", typeset(_("Cochez au moins une phase où la variable est attendue."))
            )
        return said

    def words(self) -> dict[str, Any]:
        """Return the variable in the form of the content."""
        said = self.cleaned_data
        by_person = {
            part: {
                person["code"]: said[f"{part}_{person['code']}"]
                for person in self.content["respondents"]
                if said[f"{part}_{person['code']}"]
            }
            for part in ("questions", "advice")
        }
        return {
            "title": said["title"],
            "definition": said["definition"],
            "levels": [said[f"level_{rank}"] for rank in range(len(self.content["scale"]))],
            "expected": said["expected"],
            "early": said["early"],
            "without_object": said["without_object"],
            **by_person,
            "foundation": said["foundation"],
        }


class MappingForm(forms.Form):
    """One line by variable of the first référentiel: what answers it in the second."""

    def __init__(
        self, *args: Any, source: Any, target: Any, rows: list[dict[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.codes = [variable.code for variable in source.variables]
        held = {row["from"]: row for row in reversed(rows)}
        targets = [("", "—"), *[(v.code, f"{v.code} {v.title}") for v in target.variables]]
        relations = [(code, RELATION_WORDS[code]) for code in RELATIONS]
        for variable in source.variables:
            row = held.get(variable.code, {})
            code, said = variable.code, f"{variable.code} {variable.title}"
            self.fields[f"{code}_relation"] = forms.ChoiceField(
                label=f"{said} : lien", choices=relations, initial=row.get("relation", "none")
            )
            self.fields[f"{code}_to"] = forms.ChoiceField(
                label=f"{said} : variable",
                choices=targets,
                required=False,
                initial=row.get("to", ""),
            )
            self.fields[f"{code}_note"] = forms.CharField(
                label=f"{said} : remarque",
                required=False,
                max_length=300,
                initial=row.get("note", ""),
            )

    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return each code with its three fields, for the table of the page."""
        return [
            (code, [self[f"{code}_{part}"] for part in ("relation", "to", "note")])
            for code in self.codes
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a link without its variable."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for code in self.codes:
            relation, to = said.get(f"{code}_relation"), said.get(f"{code}_to")
            if relation != "none" and not to:
                self.add_error(
                    f"{code}_to",
                    typeset(_("Choisissez la variable, ou dites « sans équivalent ».")),
                )
            if relation == "none" and to:
                self.add_error(
                    f"{code}_relation",
                    typeset(_("Sans équivalent, aucune variable ne se choisit.")),
                )
        return said

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of the mapping table."""
        said = self.cleaned_data
        return [
            {
                "from": c,
                "to": said[f"{c}_to"],
                "relation": said[f"{c}_relation"],
                "note": said[f"{c}_note"],
            }
            for c in self.codes
        ]
