"""Closed lists: the code kept in files, the French word that people read and choose."""

from __future__ import annotations

__all__ = [
    "AGREEMENT_ANSWERS",
    "ATTENDANCE_SECTORS",
    "CASE_RELATIONS",
    "CITATION_LEVELS",
    "CONFIDENTIALITY",
    "DECISIONS",
    "DOCUMENT_KINDS",
    "EVIDENCE_KINDS",
    "EXIT_REASONS",
    "FIELD_TYPES",
    "INFORMANT_KINDS",
    "KINDS",
    "LAYERS",
    "LOG_KINDS",
    "MEANS_FAMILIES",
    "MEANS_SOURCES",
    "MILESTONES",
    "OUTCOMES",
    "OUTCOME_SOURCES",
    "RATER_KINDS",
    "SECTORS",
    "STANCES",
    "STANCE_CLARITY",
]  # fmt: skip

Choices = tuple[tuple[str, str], ...]

KINDS: Choices = (
    ("projet", "projet"),
    ("tiers_lieu", "tiers-lieu"),
    ("initiative", "initiative recensée"),
    ("structure", "structure d’accompagnement"),
    ("territoire", "territoire"),
)
EXIT_REASONS: Choices = (
    ("abandonment", "abandon"),
    ("absorption", "absorption"),
    ("autonomy", "autonomie"),
    ("spin_off", "essaimage"),
    ("standby", "veille"),
)
CASE_RELATIONS: Choices = (
    ("split_from", "issu de la scission de"),
    ("merged_into", "fusionné dans"),
    ("born_from", "né de"),
    ("shares_with", "partage des moyens avec"),
)
SECTORS: Choices = (
    ("public", "public"),
    ("private", "privé"),
    ("civil_society", "société civile"),
    ("research", "recherche"),
)
ATTENDANCE_SECTORS = SECTORS
OUTCOMES: Choices = (
    ("alive_12m", "en activité 12 mois après"),
    ("alive_24m", "en activité 24 mois après"),
    ("alive_36m", "en activité 36 mois après"),
    ("used", "utilisé par ceux qu’il visait"),
    ("autonomous", "autonome"),
    ("jobs", "emplois"),
    ("taken_over", "repris par d’autres"),
    ("own_aim", "but que le collectif s’était donné"),
    ("other", "autre fait"),
)
OUTCOME_SOURCES: Choices = (
    ("public_record", "registre ou document public"),
    ("press", "presse"),
    ("holder", "porteur"),
    ("accompanist", "accompagnateur"),
    ("observation", "constat sur place"),
)
LOG_KINDS: Choices = (
    ("meeting", "rencontre"),
    ("decision", "décision"),
    ("milestone", "étape"),
    ("difficulty", "difficulté"),
    ("other", "autre"),
)
MILESTONES: Choices = (
    ("planned", "prévue"), ("reached", "atteinte"), ("postponed", "reportée"),
    ("missed", "manquée"),
)  # fmt: skip
DECISIONS: Choices = (
    ("continue", "poursuivre"), ("redirect", "réorienter"), ("pause", "mettre en veille"),
    ("stop", "arrêter"), ("other", "autre"),
)  # fmt: skip
MEANS_FAMILIES: Choices = (
    ("market", "marché"),
    ("redistribution", "redistribution"),
    ("reciprocity", "réciprocité"),
)
MEANS_SOURCES: Choices = (
    ("sales", "ventes et prestations"),
    ("public_subsidy", "subvention publique"),
    ("public_order", "commande publique"),
    ("private_grant", "mécénat, fondation"),
    ("membership", "cotisations, parts sociales"),
    ("crowdfunding", "financement participatif"),
    ("loan", "prêt"),
    ("in_kind", "apport en nature"),
    ("volunteering", "bénévolat"),
    ("other", "autre"),
)
STANCES: Choices = (
    ("facilitates", "facilite"), ("supplies", "fournit"), ("guarantees", "garantit"),
    ("carries", "porte"),
)  # fmt: skip
STANCE_CLARITY: Choices = (
    ("clear", "clair pour tous"), ("partly", "clair pour certains"), ("unclear", "pas clair"),
)  # fmt: skip
RATER_KINDS: Choices = (
    ("holder", "porteur"),
    ("accompanist", "accompagnateur"),
    ("researcher", "chercheur"),
    ("partner", "partenaire"),
)
INFORMANT_KINDS: Choices = (*RATER_KINDS, ("user", "usager"), ("official", "élu"))
LAYERS: Choices = (("individual", "individuelle"), ("consensus", "consensus"))
EVIDENCE_KINDS: Choices = (
    ("passage", "extrait"),
    ("document", "document"),
    ("outcome", "devenir"),
    ("means", "moyens"),
    ("log", "journal de bord"),
)
DOCUMENT_KINDS: Choices = (
    ("transcript", "transcription"),
    ("notes", "notes"),
    ("minutes", "compte rendu"),
    ("report", "rapport"),
    ("other", "autre"),
)
CONFIDENTIALITY: Choices = (
    ("public", "public"),
    ("workspace", "équipe"),
    ("restricted", "restreint"),
)
AGREEMENT_ANSWERS: Choices = (
    ("yes", "bon à diffuser"),
    ("with_reply", "avec ma réponse"),
    ("no", "non"),
)
FIELD_TYPES: Choices = (
    ("text", "texte"), ("number", "nombre"), ("date", "date, exacte ou approchée"),
    ("boolean", "oui ou non"), ("choice", "liste de choix"),
)  # fmt: skip
CITATION_LEVELS: Choices = (
    ("named", "nominatif"),
    ("function", "fonction"),
    ("anonymous", "anonyme"),
    ("none", "pas de citation"),
)
