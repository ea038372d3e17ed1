"""The first account and the first workspace of an installation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from terreau.i18n import fold, typeset
from terreau.problems import Problem, Refused
from terreau.web.accounts.models import User
from terreau.web.core.models import Workspace
from terreau.web.home.start import start_workspace

__all__ = ["First", "found", "founded", "new_password"]

_OPTIONS = {"name": "--structure", "code": "--code", "model": "--model"}


@dataclass(frozen=True, slots=True)
class First:
    """What is asked at the first installation."""

    structure: str
    model: str
    code: str
    email: str
    name: str
    password: str


def founded() -> list[Workspace]:
    """Return the workspaces that exist."""
    return list(Workspace.objects.order_by("name"))


def new_password() -> str:
    """Return a password that can be read out and typed."""
    return "-".join(secrets.token_hex(2) for _part in range(4))


def _said(where: str, error: ValidationError) -> list[Problem]:
    return [Problem("refused", where, typeset(said)) for said in error.messages]


def _person_problems(first: First) -> list[Problem]:
    found: list[Problem] = []
    try:
        validate_email(first.email)
    except ValidationError:
        found.append(Problem("email-wrong", "--email", typeset(
            f"« {first.email} » n’est pas une adresse électronique.")))  # fmt: skip
    if not first.name.strip():
        found.append(Problem("empty", "--name", "Un nom est attendu."))
    try:
        validate_password(first.password, User(email=first.email, name=first.name))
    except ValidationError as error:
        found += _said("mot de passe", error)
    return found


@transaction.atomic
def found(first: First) -> Workspace:
    """Make the first account and the workspace that it administers; Refused with every problem."""
    if problems := _person_problems(first):
        raise Refused(problems)
    user = User.objects.create_user(first.email, first.password, name=" ".join(first.name.split()))
    code = slugify(fold(first.code or first.structure))[:40] or "structure"
    try:
        return start_workspace(user, code=code, name=first.structure, model=first.model)
    except ValidationError as error:
        raise Refused(
            problem
            for field, said in error.error_dict.items()
            for problem in _said(_OPTIONS.get(field, field), ValidationError(said))
        ) from error
