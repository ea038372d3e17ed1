"""The form that takes a workbook."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from terreau.i18n import gettext as _
from terreau.i18n import typeset

__all__ = ["WorkbookForm"]

_LARGEST = 50_000_000
_TAKEN = (".xlsx", ".xls", ".ods", ".zip")


class WorkbookForm(forms.Form):
    """One file: the rest is said by the check, at its place in the workbook."""

    file = forms.FileField(
        label=_("Le classeur"),
        help_text=typeset(_("Un fichier xlsx, xls, ods, ou le ZIP de l’export ; 50 Mo au plus.")),
        widget=forms.FileInput(attrs={"accept": ",".join(_TAKEN)}),
        error_messages={
            "required": typeset(_("Choisissez un fichier.")),
            "missing": typeset(_("Choisissez un fichier.")),
            "empty": typeset(_("Ce fichier est vide. Donnez un classeur rempli.")),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Refuse at once what is no workbook by its name or its weight."""
        file: UploadedFile = self.cleaned_data["file"]
        suffix = Path(str(file.name)).suffix.lower()
        if suffix in {".xlsm", ".xlsb", ".xltm"}:
            message = _(
                "Ce format peut contenir des macros. Enregistrez le classeur au format xlsx."
            )
        elif suffix not in _TAKEN:
            message = _("Ce n’est pas un classeur. Donnez un fichier xlsx, xls, ods ou zip.")
        elif (file.size or 0) > _LARGEST:
            message = _("Ce fichier pèse plus de 50 Mo. Donnez-le en plusieurs classeurs.")
        else:
            return file
        raise ValidationError(typeset(message))
