"""A document of `publishing` as a page of the application, or as a file to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.publishing.document import Block, Document, Together
from terreau.publishing.render.text import paragraphs

__all__ = ["show_document"]

_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _parts(blocks: tuple[Block, ...] | Any) -> list[dict[str, Any]]:
    """Return blocks with the name of their kind; texts cut in paragraphs."""
    parts: list[dict[str, Any]] = []
    for block in blocks:
        if isinstance(block, Together):
            parts += _parts(block.blocks)
            continue
        text = getattr(block, "text", "")
        parts.append(
            {"kind": type(block).__name__, "block": block, "paragraphs": paragraphs(text) if text else []}
        )  # fmt: skip
    return parts


def _written(document: Document, kind: str) -> bytes:
    """Return the file; its engine is loaded here, not when the application starts."""
    if kind == "docx":
        from terreau.publishing.render.docx import render_docx

        return render_docx(document)
    from terreau.publishing.render.pdf import render_pdf

    return render_pdf(document)


def show_document(
    request: HttpRequest, document: Document, file: str, context: dict[str, Any]
) -> HttpResponse:
    """Show `document`, or send it as the address asks (``?format=docx`` or ``pdf``)."""
    kind = request.GET.get("format", "")
    if kind not in _MIME:
        shown = {"document": document, "parts": _parts(document.blocks), **context}
        return render(request, "cases/log_document.html", shown)
    response = HttpResponse(_written(document, kind), content_type=_MIME[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.{kind}"'
    return response
