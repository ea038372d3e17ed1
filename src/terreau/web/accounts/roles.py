"""What each role may read and write, in words, from the rules themselves: they cannot drift apart."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.models import Role
from terreau.web.accounts.rules import GRANTED

__all__ = ["READS", "SENTENCES", "WRITES", "Described", "described", "every_role"]

# permission → what it lets read, in the order of reading
READS = {
    "see_facts": _("les projets et leurs faits : phases, devenirs, moyens, acteurs"),
    "see_team": _("le journal de bord, les documents de l’équipe, les appréciations"),
    "see_restricted": _("les entretiens restreints et le nom des personnes rencontrées"),
    "see_raters": _("qui est derrière chaque regard"),
    "see_acts": _("le journal des actes"),
    "export_all": _("toute la base, en un classeur"),
}
# permission → what it lets write
WRITES = {
    "edit_cases": _("les projets et le journal de bord"),
    "edit_interviews": _("les entretiens, les consentements, les documents"),
    "rate": _("des appréciations, une fois son regard ouvert"),
    "edit_frameworks": _("les référentiels"),
    "edit_kinds": _("les types, les champs ajoutés, les domaines"),
    "edit_territories": _("les territoires"),
    "import_all": _("toute la base, par un classeur importé"),
    "manage_members": _("les membres et les réglages"),
}
# who the role is for, in one sentence
SENTENCES = {
    Role.ADMIN: _("Tient la maison : invite, change les rôles, règle la structure."),
    Role.METHOD: _("Répond de la méthode : seule à voir qui est derrière un regard."),
    Role.RD: _("Mène la recherche : référentiels, entretiens, études."),
    Role.CODER: _("Recueille, code et apprécie : stage, recherche."),
    Role.ACCOMPANIST: _("Accompagne les projets au quotidien."),
    Role.PARTNER: _("Lit les faits et donne son regard."),
    Role.GUEST: _("Lit les faits, n’écrit rien."),
}


@dataclass(frozen=True, slots=True)
class Described:
    """A role as a person chooses it."""

    code: str
    label: str
    sentence: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]


def _words(role: str, table: dict[str, str]) -> tuple[str, ...]:
    return tuple(typeset(words) for name, words in table.items() if role in GRANTED[name])


def described(role: str) -> Described:
    """Return what `role` may read and write."""
    known = Role(role)
    return Described(
        known.value, typeset(known.label), typeset(SENTENCES[known]),
        _words(known, READS), _words(known, WRITES),
    )  # fmt: skip


def every_role() -> list[Described]:
    """Return all the roles, from the one that opens most to the one that opens least."""
    return [described(role) for role in Role.values]
