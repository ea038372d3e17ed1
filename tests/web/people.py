"""The people of every test: who may, who may see, who may not."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.web.accounts.models import Membership, Role, User
from terreau.web.core.models import Workspace

# role: (name, address)
NAMES = {
    Role.ADMIN: "Odile Admin",
    Role.METHOD: "Inès Méthode",
    Role.RD: "Anaïs Recherche",
    Role.CODER: "Noé Stage",
    Role.ACCOMPANIST: "Katia Terrain",
    Role.PARTNER: "Pierre Partenaire",
    Role.GUEST: "Gilles Invité",
}


@dataclass(frozen=True)
class House:
    """A workspace, one member of each role, and a stranger who is at home elsewhere."""

    workspace: Workspace
    people: dict[str, User]
    second: User  # another accompanist
    other: Workspace
    stranger: User

    def __getitem__(self, role: str) -> User:
        return self.people[role]


def make_house() -> House:
    workspace = Workspace.objects.create(
        code="val", name="Coopérative du Val d’Ombre", model="cooperative"
    )
    other = Workspace.objects.create(code="ailleurs", name="Réseau d’Ailleurs", model="places")
    people = {}
    for role, name in NAMES.items():
        user = User.objects.create_user(f"{role}@exemple.invalid", "mot de passe", name=name)
        Membership.objects.create(workspace=workspace, user=user, role=role)
        people[role] = user
    second = User.objects.create_user(
        "second@exemple.invalid", "mot de passe", name="Malik Terrain"
    )
    Membership.objects.create(workspace=workspace, user=second, role=Role.ACCOMPANIST)
    stranger = User.objects.create_user("loin@exemple.invalid", "mot de passe", name="Sam Lointain")
    Membership.objects.create(workspace=other, user=stranger, role=Role.ADMIN)
    return House(workspace, people, second, other, stranger)
