"""People, and what they may do in each workspace."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from terreau.web.core.models import Workspace

__all__ = ["Invitation", "Membership", "Role", "User"]


class Role(models.TextChoices):
    """What a member of a workspace is."""

    ADMIN = "admin", "Administration"
    METHOD = "method", "Responsable de la méthode"
    RD = "rd", "Recherche et développement"
    CODER = "coder", "Stage ou recherche"
    ACCOMPANIST = "accompanist", "Accompagnement"
    PARTNER = "partner", "Partenaire"
    GUEST = "guest", "Invité"


class UserManager(BaseUserManager["User"]):
    """Makes accounts from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new account; without a password it can only be entered by a signed link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of an address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who logs in, known by an e-mail address."""

    email = models.EmailField("Adresse électronique", unique=True)
    name = models.CharField("Nom affiché", max_length=80)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Return « AB » for Anaïs Bonnet."""
        return "".join(word[0] for word in self.name.split()[:2]).upper() or "?"

    @property
    def first_word(self) -> str:
        """Return what one is greeted by."""
        return self.name.split()[0] if self.name.split() else self.email

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Ask the rules: nobody is above them."""
        import rules

        return self.is_active and rules.has_perm(perm, self, obj)


class Membership(models.Model):
    """A person in a workspace, with one role."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("Rôle", max_length=12, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    ended_on = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


def _token() -> str:
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """A signed link that lets one person in, once, until it expires."""

    class State(models.TextChoices):
        """What a link is worth now."""

        OPEN = "open", "en attente"
        USED = "used", "acceptée"
        WITHDRAWN = "withdrawn", "retirée"
        EXPIRED = "expired", "périmée"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField("Adresse électronique")
    name = models.CharField("Nom", max_length=80)
    role = models.CharField("Rôle", max_length=12, choices=Role.choices)
    token = models.CharField(max_length=64, default=_token, unique=True, editable=False)
    sent_on = models.DateTimeField(default=timezone.now, editable=False)
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    expires_on = models.DateTimeField(editable=False)
    used_on = models.DateTimeField(null=True, editable=False)
    withdrawn_on = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-sent_on"]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_role_display()}"

    @property
    def state(self) -> str:
        """Return what the link is worth at this moment, one of `State`."""
        if self.used_on is not None:
            return self.State.USED.value
        if self.withdrawn_on is not None:
            return self.State.WITHDRAWN.value
        return (
            self.State.OPEN.value if timezone.now() < self.expires_on else self.State.EXPIRED.value
        )
