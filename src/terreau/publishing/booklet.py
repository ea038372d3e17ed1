"""The printable booklet of a référentiel: what each variable means, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from terreau.framework import Framework, Pillar, Variable
from terreau.i18n import gettext as _
from terreau.i18n import join_words, typeset
from terreau.publishing.document import (
    Block,
    DataTable,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Together,
)  # fmt: skip

__all__ = ["booklet_document", "write_booklet"]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    text = _capital(typeset(text.strip()))
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _scale(framework: Framework) -> list[Block]:
    levels = tuple((level.code, level.label, _sentence(level.meaning)) for level in framework.scale)
    specials = tuple((s.code, s.label, _sentence(s.meaning)) for s in framework.specials)
    meaning = _("Ce que cela veut dire")
    widths = (1.4, 3.2, 12)
    return [
        Heading(_("L’échelle"), anchor="echelle"),
        Paragraph(_(
            "Chaque variable décrit les mêmes cinq niveaux. Ils sont ordonnés\u00a0: on n’en fait pas de moyenne. "
            "Les niveaux 3 et 4 demandent au moins une pièce\u202f; sans elle, ils sont «\u00a0à étayer\u00a0»."
        )),
        DataTable(_("Les niveaux"), (_("Code"), _("Niveau"), meaning), levels, widths=widths),
        DataTable(
            _("Les réponses qui ne sont pas des niveaux"), (_("Code"), _("Réponse"), meaning), specials, widths=widths,
        ),
    ]  # fmt: skip


def _phases(framework: Framework) -> list[Block]:
    header = (_("Code"), _("Phase"), _("On y est quand…"), _("On en sort quand…"))
    rows = tuple(
        (
            phase.code,
            phase.title,
            _sentence(phase.enters),
            _sentence(phase.leaves) if phase.leaves else "—",
        )
        for phase in framework.phases
    )
    return [
        Heading(_("Les phases de vie"), anchor="phases"),
        Paragraph(
            _("Un projet peut revenir dans une phase, rester en veille, se scinder ou fusionner.")
        ),
        DataTable("", header, rows, widths=(1.3, 3.6, 6, 5.7)),
    ]


def _summary(framework: Framework) -> list[Block]:
    """Return every variable with the phases where it counts: ● expected, ○ early."""
    signs = {"expected": "●", "early": "○", "outside": ""}
    header = (_("Variable"), *(phase.code for phase in framework.phases))
    rows = tuple(
        (
            f"{v.code}\u00a0{v.title}",
            *(signs[v.expectation(phase.code)] for phase in framework.phases),
        )
        for v in framework.variables
    )
    caption = _(
        "● attendue dans la phase, ○ précoce\u00a0: on peut l’observer, on ne l’attend pas encore"
    )
    widths = (9.4, *(1.2 for _phase in framework.phases))
    return [
        Heading(_("Les variables d’un coup d’œil"), anchor="variables"),
        DataTable(caption, header, rows, widths=widths),
    ]


def _run(framework: Framework, codes: Sequence[str]) -> str:
    """Return « de P3 à P6 » for phases that follow each other, else « en P1, P2 et P5 »."""
    order = [phase.code for phase in framework.phases]
    places = sorted(order.index(code) for code in codes if code in order)
    follow = len(places) > 2 and places[-1] - places[0] == len(places) - 1
    if follow and len(places) == len(codes):
        return _("de {first} à {last}").format(first=order[places[0]], last=order[places[-1]])
    return _("en {phases}").format(phases=join_words(tuple(codes)))


def _when(framework: Framework, variable: Variable) -> str:
    said = []
    if variable.expected:
        said.append(_("attendue {phases}").format(phases=_run(framework, variable.expected)))
    if variable.early:
        said.append(_("précoce {phases}").format(phases=_run(framework, variable.early)))
    if variable.without_object:
        said.append(
            _("sans objet {phases}").format(phases=_run(framework, variable.without_object))
        )
    return _capital("\u202f; ".join(said))


def _variable(framework: Framework, variable: Variable) -> Together:
    """Return a block that is never cut: what it is, its levels, when it counts, what to ask, where it comes from."""
    levels = tuple(
        (level.code, level.label, _sentence(text))
        for level, text in zip(framework.scale, variable.levels, strict=True)
    )
    facts = [(_("Phases"), _when(framework, variable))]
    for respondent in framework.respondents:
        if respondent.code in variable.questions:
            question = typeset(variable.questions[respondent.code])
            facts.append((respondent.label, f"«\u00a0{question}\u00a0»"))
        if variable.advice.get(respondent.code):
            facts.append((_("Conseil"), _sentence(variable.advice[respondent.code])))
    if variable.foundation:
        facts.append((_("Fondement"), typeset(variable.foundation)))
    return Together((
        Heading(f"{variable.code}\u2002{typeset(variable.title)}", 3, f"variable-{variable.code.lower()}"),
        Paragraph(_sentence(variable.definition)),
        DataTable("", (_("Niveau"), _("Libellé"), _("On l’observe quand")), levels, widths=(1.5, 2.6, 12.5)),
        Facts(tuple(facts)),
    ))  # fmt: skip


def _pillar(framework: Framework, pillar: Pillar) -> list[Block]:
    return [
        Heading(
            _("Pilier {code}\u00a0: {title}").format(code=pillar.code, title=typeset(pillar.title)),
            anchor=f"pilier-{pillar.code.lower()}",
        ),
        *(_variable(framework, variable) for variable in pillar.variables),
    ]


def _hypotheses(framework: Framework) -> list[Block]:
    if not framework.hypotheses:
        return []
    header = (_("Hypothèse"), _("Variables premières"), _("Variables témoins"))
    rows = tuple(
        (typeset(h.title), ", ".join(h.first) or "—", ", ".join(h.witnesses) or "—")
        for h in framework.hypotheses
    )
    return [
        Heading(_("Les hypothèses de recherche"), anchor="hypotheses"),
        DataTable("", header, rows, widths=(8, 4.3, 4.3)),
    ]


def _budget(framework: Framework) -> list[Block]:
    budget = framework.budget
    if not budget.minutes:
        return []
    labels = {respondent.code: respondent.label for respondent in framework.respondents}
    said = [
        _("{who}\u00a0: {n} minutes au plus par projet et par {period}.").format(
            who=labels.get(code, code), n=minutes, period=budget.period
        )
        for code, minutes in budget.minutes.items()
    ]
    return [
        Heading(_("Le temps demandé"), anchor="temps"),
        Paragraph(_("On ne demande jamais tout.")),
        Items(tuple(said)),
    ]


def _foundations(framework: Framework) -> list[Block]:
    if not framework.foundations:
        return []
    pairs = tuple((f"[{f.code}]", _capital(typeset(f.text))) for f in framework.foundations)
    return [Heading(_("Les fondements cités"), anchor="fondements"), Facts(pairs)]


def booklet_document(framework: Framework, *, date: str = "") -> Document:
    """Return the booklet of `framework`; `date` is the ISO date printed, empty for none."""
    about = [Paragraph(typeset(part)) for part in (framework.description,) if part]
    note = [Note(typeset(framework.note))] if framework.note else []
    blocks: list[Block] = [
        Heading(_("Ce qu’est ce référentiel"), anchor="presentation"), *about, *note,
        *_scale(framework), *_budget(framework), *_phases(framework), *_summary(framework),
    ]  # fmt: skip
    for pillar in framework.pillars:
        blocks += _pillar(framework, pillar)
    blocks += [*_hypotheses(framework), *_foundations(framework)]
    count = len(framework.variables)
    return Document(
        title=typeset(framework.title),
        subtitle=_("Référentiel\u00a0: {pillars} piliers, {variables} variables, 5\u00a0niveaux décrits pour chacune.").format(
            pillars=len(framework.pillars), variables=count
        ),
        blocks=tuple(blocks), date=date, kicker=_("Référentiel {id}, version {version}").format(
            id=framework.id, version=framework.version
        ),
        provenance=(
            _("Référentiel {id}.").format(id=framework.identifier),
            _("Licence\u00a0: {licence}.").format(licence=typeset(framework.licence)),
        ),
        contents=True, language=framework.language,
    )  # fmt: skip


def write_booklet(framework: Framework, path: Path, kind: str) -> None:
    """Write the booklet of `framework` at `path`, as ``pdf``, ``docx`` or ``html`` (one file).

    Raises
    ------
    ValueError
        For another kind.
    """
    document = booklet_document(framework)
    # each engine is loaded by who asks for it: the application shows the booklet without any
    if kind == "pdf":
        from terreau.publishing.render.pdf import render_pdf

        path.write_bytes(render_pdf(document))
    elif kind == "docx":
        from terreau.publishing.render.docx import render_docx

        path.write_bytes(render_docx(document))
    elif kind == "html":
        from terreau.publishing.render.html import render_html

        path.write_text(render_html(document, alone=True), encoding="utf-8", newline="\n")
    else:
        raise ValueError(f"not a format of the booklet: {kind}")
