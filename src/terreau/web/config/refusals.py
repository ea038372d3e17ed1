"""What waitress refuses before the application sees it, said in French."""

from __future__ import annotations

from html import escape

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from terreau.i18n import typeset

__all__ = ["FrenchChannel"]

_SAID = {
    413: ("Envoi trop lourd", "Cet envoi dépasse de loin la taille acceptée (50 Mo). Rien n’a été enregistré."),
    431: ("Demande incomprise", "L’adresse ou les cookies de cette demande sont trop longs. Effacez les cookies de ce site, puis recommencez."),
    500: ("Panne", "Terreau est tombé en panne. Rien n’a été à moitié enregistré."),
}  # fmt: skip
_MISREAD = (
    "Demande incomprise",
    "Cette demande n’a pas été comprise. Revenez à la page et recommencez.",
)
_PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" '
    'content="width=device-width, initial-scale=1"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{sentence}</p></main></body></html>"
)


class FrenchErrorTask(ErrorTask):
    """Answers with a page in the words of a person."""

    def execute(self) -> None:
        """Write the page."""
        error = self.request.error
        title, sentence = _SAID.get(error.code, _MISREAD)
        page = _PAGE.format(title=escape(title), sentence=escape(typeset(sentence)))
        body = page.encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(
            [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
             ("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff")]
        )  # fmt: skip
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class FrenchChannel(HTTPChannel):
    """A connection whose refusals are French."""

    error_task_class = FrenchErrorTask
