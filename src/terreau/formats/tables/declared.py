"""The tables of Terreau, declared once: workbook, snapshot, dictionary and documentation follow."""

from __future__ import annotations

from terreau.formats.tables import vocabularies as words
from terreau.formats.tables.model import Column, Table

__all__ = ["TABLES", "table"]


def _case(*, key: bool = True, required: bool = True, workbook_only: bool = False) -> Column:
    return Column(
        "case", "Projet ou lieu", "ref", "Référence de la feuille « Projets et lieux ».",
        required=required, key=key, target="cases", workbook_only=workbook_only,
    )  # fmt: skip


def _phase(
    name: str = "phase", header: str = "Phase", *, key: bool = False, required: bool = False
) -> Column:
    return Column(
        name, header, "phase", "Code (P1 à P6) ou nom de la phase de vie.",
        required=required, key=key,
    )  # fmt: skip


def _seq(help_: str = "1 la première fois ; 2 si le projet revient dans la phase.") -> Column:
    return Column("seq", "Rang", "integer", help_, required=True, key=True, default="1")


CASES = Table(
    "cases", "Projets et lieux",
    "Un projet, un tiers-lieu, une initiative, une structure ou un territoire par ligne.",
    (
        Column("case", "Référence", "ref", "Courte, stable, unique : P-0042. Un nom n’est jamais une clé.",
               required=True, key=True, target="cases"),
        Column("name", "Nom", "text", "Nom ou pseudonyme, tel qu’il sera lu.", required=True),
        Column("kind", "Type", "choice", "Ce qui est décrit.", required=True, choices=words.KINDS),
        Column("structure", "Structure", "text", "Structure qui accompagne ou qui tient la base."),
        Column("territory", "Territoire", "ref", "Code de la feuille « Territoires ».", target="territories"),
        Column("cohort", "Cohorte", "text", "Groupe comparé dans le temps, par exemple « 2016-2021 »."),
        Column("commune", "Commune", "commune", "Commune principale (code officiel, cinq caractères)."),
        Column("themes", "Domaines", "words", "Domaines d’intervention, séparés par « ; »."),
        Column("started", "Début", "date", "Exact ou approché : 14/03/2018, mars 2018, été 2016, vers 2015.",
               past_only=True),
        Column("ended", "Fin", "date", "Vide si le projet continue ou si on l’ignore.", past_only=True),
        Column("exit_reason", "Motif de sortie", "choice", "Pourquoi l’accompagnement s’arrête.",
               choices=words.EXIT_REASONS),
        Column("summary", "Résumé", "text", "Une phrase, écrite pour être publiée."),
        Column("story", "Récit", "text", "Le récit, écrit pour être publié."),
        Column("contact", "Contact publié", "text", "Seulement si la personne a accepté qu’il soit publié."),
        Column("source", "Source", "text", "D’où viennent ces faits."),
        Column("source_url", "Adresse de la source", "text", "Adresse web, si elle existe."),
        Column("verified_on", "Vérifié le", "date", "Date de la dernière vérification des faits.", past_only=True),
        Column("followed_by", "Suivi par", "text", "Qui suit le projet, dans l’équipe.", workbook_only=True),
        Column("note", "Note de travail", "text", "Reste dans le classeur.", workbook_only=True),
    ),
    extensible=True,
)  # fmt: skip

PHASES = Table(
    "phases", "Phases", "Les phases traversées, avec leurs dates quand on les connaît.",
    (
        _case(), _phase(key=True, required=True), _seq(),
        Column("start", "Début", "date", "Exact ou approché.", past_only=True),
        Column("end", "Fin", "date", "Vide si la phase est en cours ou si on l’ignore.",
               past_only=True),
    ),
)  # fmt: skip

STANDBYS = Table(
    "standbys", "Mises en veille", "Les temps où le projet dort ; il peut se réveiller.",
    (
        _case(), _seq("1 la première fois ; 2, 3… les suivantes."),
        Column("start", "Début", "date", "Exact ou approché.", past_only=True),
        Column("end", "Reprise", "date", "Vide si le projet dort encore ou si on l’ignore.", past_only=True),
        Column("reason", "Raison", "text", "Pourquoi il s’est endormi.", workbook_only=True),
    ),
)  # fmt: skip

CASE_LINKS = Table(
    "case_links", "Liens", "Ce qui relie un projet à un autre : scission, fusion, naissance, partage.",
    (
        _case(),
        Column("relation", "Lien", "choice", "Ce qu’est le projet pour l’autre.", required=True, key=True,
               choices=words.CASE_RELATIONS),
        Column("other", "Autre projet ou lieu", "ref", "Référence de l’autre projet ou lieu.", required=True, key=True,
               target="cases"),
        Column("date", "Date", "date", "Depuis quand.", past_only=True),
    ),
)  # fmt: skip

OUTCOMES = Table(
    "outcomes", "Devenirs", "Ce que le projet est devenu : des faits datés et leur source.",
    (
        _case(),
        Column("outcome", "Devenir", "choice", "De quel fait il s’agit.", required=True, key=True,
               choices=words.OUTCOMES),
        Column("date", "Date", "date", "Date du constat.", required=True, key=True, past_only=True),
        Column("value", "Valeur", "text", "oui, non, ou un nombre.", required=True),
        Column("unit", "Unité", "text", "Par exemple : ETP, personnes."),
        Column("source_kind", "Nature de la source", "choice", "Qui le dit.", choices=words.OUTCOME_SOURCES),
        Column("source", "Source", "text", "Document, registre, adresse."),
    ),
)  # fmt: skip

LOG = Table(
    "log", "Journal de bord", "Une ligne datée par fait. Le texte ne quitte jamais le classeur.",
    (
        _case(),
        Column("entry", "Ligne", "ref", "Référence de la ligne : J-0001.", required=True, key=True, target="log"),
        Column("date", "Date", "date", "Quand cela s’est passé.", required=True, past_only=True),
        Column("kind", "Nature", "choice", "rencontre, décision, étape, difficulté.", required=True,
               choices=words.LOG_KINDS),
        Column("attendance", "Présents", "integer", "Combien de personnes.", unit="personnes"),
        Column("sectors", "Secteurs", "counts", "Par exemple : public 3 ; société civile 7.",
               choices=words.ATTENDANCE_SECTORS, unit="personnes"),
        Column("milestone", "Étape", "choice", "État de l’étape, s’il s’agit d’une étape.", choices=words.MILESTONES),
        Column("planned_for", "Prévue le", "date", "Date d’abord prévue."),
        Column("moved_to", "Reportée au", "date", "Nouvelle date, si elle est reportée."),
        Column("decision", "Décision", "choice", "Sens de la décision.", choices=words.DECISIONS),
        Column("reverses", "Revient sur", "ref", "Ligne dont la décision est renversée.", target="log"),
        Column("text", "Ce qui s’est passé", "text", "Reste dans le classeur.", workbook_only=True),
        Column("next_step", "Ensuite", "text", "Reste dans le classeur.", workbook_only=True),
        Column("next_on", "Ensuite, le", "date", "Le jour prévu pour la suite.", exact=True, workbook_only=True),
        Column("next_done_on", "Suite faite le", "date", "Le jour où la suite a été faite.", exact=True,
               workbook_only=True),
        Column("to_confirm", "À préciser", "boolean", "oui si la ligne, écrite vite, est à relire.",
               default="non", workbook_only=True),
    ),
)  # fmt: skip

ATTENDANCES = Table(
    "attendances", "Présences", "Quels acteurs étaient là.",
    (
        _case(),
        Column("entry", "Ligne", "ref", "Référence de la ligne du journal.", required=True, key=True, target="log"),
        Column("actor", "Acteur", "ref", "Référence de l’acteur.", required=True, key=True, target="actors"),
    ),
)  # fmt: skip

ACTORS = Table(
    "actors", "Acteurs", "Organisations et personnes autour des projets.",
    (
        Column("actor", "Référence", "ref", "Courte, stable, unique : A-0107.", required=True, key=True, target="actors"),
        Column("name", "Nom", "text", "Le nom d’une personne ne quitte jamais le classeur.", required=True),
        Column("person", "Personne", "boolean", "oui s’il s’agit d’une personne et non d’une organisation.",
               default="non"),
        Column("sector", "Secteur", "choice", "public, privé, société civile, recherche.", choices=words.SECTORS),
        Column("form", "Forme", "text", "commune, association, SCIC…"),
        Column("commune", "Commune", "commune", "Où il a son siège."),
    ),
)  # fmt: skip

INVOLVEMENTS = Table(
    "involvements", "Places", "La place d’un acteur dans un projet : ce qu’il donne, ce qu’il reçoit.",
    (
        _case(),
        Column("actor", "Acteur", "ref", "Référence de l’acteur.", required=True, key=True, target="actors"),
        _seq("1, puis 2 si l’acteur revient à une autre place."),
        Column("role", "Rôle", "text", "Porteur, partenaire, financeur, accompagnateur…"),
        _phase("from_phase", "De la phase"), _phase("to_phase", "À la phase"),
        Column("gives", "Apporte", "text", "Ce qu’il apporte."),
        Column("receives", "Reçoit", "text", "Ce qu’il attend ou reçoit en retour."),
        Column("risk", "Risque partagé", "text", "Ce qu’il perdrait si le projet s’arrêtait."),
    ),
)  # fmt: skip

MEANS = Table(
    "means", "Moyens", "De quoi vit le projet : marché, redistribution, réciprocité.",
    (
        _case(), _seq("1, 2, 3… : une ligne par ressource et par année."),
        Column("family", "Famille", "choice", "marché, redistribution, réciprocité.", required=True,
               choices=words.MEANS_FAMILIES),
        Column("source_kind", "Nature", "choice", "Nature de la ressource.", choices=words.MEANS_SOURCES),
        Column("funder", "Financeur", "text", "Qui paie, donne ou prête."),
        Column("local", "Local", "boolean", "oui si la ressource vient du territoire."),
        Column("amount", "Montant", "amount", "Exact ou approché : 12 500, env. 10 000, 5 000 à 8 000.", unit="€"),
        Column("year", "Année", "integer", "Année de la ressource."),
        Column("requested", "Demandé", "amount", "Montant demandé.", unit="€"),
        Column("granted", "Accordé", "amount", "Montant accordé.", unit="€"),
        Column("paid", "Versé", "amount", "Montant versé.", unit="€"),
        Column("spent", "Dépensé", "amount", "Montant dépensé.", unit="€"),
    ),
)  # fmt: skip

STANCES = Table(
    "stances", "Rôle de la structure", "La place de la structure d’accompagnement dans chaque phase.",
    (
        _case(), _phase(key=True, required=True), _seq(),
        Column("stance", "Rôle", "choice", "facilite, fournit, garantit, porte.", required=True, choices=words.STANCES),
        Column("clarity", "Clarté", "choice", "Ce rôle est-il clair, et pour qui ?", choices=words.STANCE_CLARITY),
        Column("for_whom", "Clair pour qui", "text", "Pour qui ce rôle est clair.", workbook_only=True),
    ),
)  # fmt: skip

RATERS = Table(
    "raters", "Regards", "Ceux qui apprécient, par code. Leur nom n’est écrit nulle part ici.",
    (
        Column("rater", "Regard", "ref", "Référence courte, stable, unique : R-01.", required=True, key=True, target="raters"),
        Column("kind", "Type", "choice", "porteur, accompagnateur, chercheur, partenaire.", required=True,
               choices=words.RATER_KINDS),
    ),
)  # fmt: skip

RATINGS = Table(
    "ratings", "Appréciations", "Le niveau donné par un regard, pour une variable, dans une phase.",
    (
        Column("rating", "Référence", "ref", "Courte, stable, unique : N-00001.", required=True, key=True, target="ratings"),
        _case(key=False), _phase(required=True),
        Column("seq", "Rang", "integer", "1, ou 2 si le projet revient dans la phase.", required=True, default="1"),
        Column("variable", "Variable", "variable", "Code du référentiel : A1 à D6.", required=True),
        Column("rater", "Regard", "ref", "Qui apprécie (code).", required=True, target="raters"),
        Column("informant", "Entretien", "ref", "Entretien sur lequel elle repose, s’il y en a un.",
               target="interviews"),
        Column("layer", "Couche", "choice", "individuelle, ou consensus après discussion.", required=True,
               choices=words.LAYERS, default="individuelle"),
        Column("level", "Niveau", "level", "0 à 4, ou NO, SO, JNSP.", required=True),
        Column("framework", "Référentiel", "text", "Version du référentiel, par exemple ect@0.1.", required=True,
               default="celui de la feuille « À propos »"),
        Column("date", "Date", "date", "Quand elle a été donnée.", past_only=True),
        Column("retrospective", "Après coup", "boolean", "oui si la phase était passée.", default="non"),
    ),
)  # fmt: skip

EVIDENCE = Table(
    "evidence", "Preuves", "Ce que cite une appréciation.",
    (
        Column("rating", "Appréciation", "ref", "Référence de l’appréciation.", required=True, key=True,
               target="ratings"),
        Column("source_kind", "Nature", "choice", "extrait, document, devenir, moyens, journal.", required=True,
               key=True, choices=words.EVIDENCE_KINDS),
        Column("source", "Pièce", "text", "Référence de la pièce.", required=True, key=True),
    ),
)  # fmt: skip

INTERVIEWS = Table(
    "interviews", "Entretiens", "Les entretiens menés.",
    (
        Column("interview", "Entretien", "ref", "Référence courte, stable, unique : E-0012.", required=True, key=True, target="interviews"),
        _case(key=False, required=False),
        Column("informant_kind", "Qui est entendu", "choice", "porteur, accompagnateur, usager…",
               choices=words.INFORMANT_KINDS),
        Column("date", "Date", "date", "Date de l’entretien.", past_only=True),
    ),
)  # fmt: skip

DOCUMENTS = Table(
    "documents", "Documents", "Transcriptions, notes, comptes rendus. Le texte ne quitte jamais le classeur.",
    (
        Column("document", "Document", "ref", "Référence courte, stable, unique : D-0031.", required=True, key=True, target="documents"),
        Column("interview", "Entretien", "ref", "Entretien dont il est issu.", target="interviews"),
        Column("kind", "Nature", "choice", "transcription, notes, compte rendu…", required=True,
               choices=words.DOCUMENT_KINDS),
        Column("n_characters", "Longueur", "integer", "Nombre de caractères du texte.", unit="caractères"),
        Column("confidentiality", "Confidentialité", "choice", "Qui peut le lire.", required=True,
               choices=words.CONFIDENTIALITY, default="équipe"),
        _case(key=False, required=False, workbook_only=True),
        Column("title", "Titre", "text", "Titre du document.", workbook_only=True),
        Column("date", "Date", "date", "Date du document.", workbook_only=True),
        Column("text", "Texte", "text", "Le texte, ou documents/<référence>.txt à côté du classeur.",
               workbook_only=True),
    ),
)  # fmt: skip

PASSAGES = Table(
    "passages", "Extraits", "Les passages cités ou codés. Les mots ne quittent jamais le classeur.",
    (
        Column("passage", "Extrait", "ref", "Référence courte, stable, unique : X-0001.", required=True, key=True, target="passages"),
        Column("document", "Document", "ref", "Document d’où il vient.", required=True, target="documents"),
        _case(key=False, required=False), _phase(),
        Column("length", "Longueur", "integer", "Nombre de caractères.", unit="caractères"),
        Column("start", "Place", "integer", "Rang du premier caractère dans le texte, compté à partir de 0.",
               workbook_only=True),
        Column("text", "Mots", "text", "Les mots eux-mêmes.", workbook_only=True),
    ),
)  # fmt: skip

CODINGS = Table(
    "codings", "Codages", "Le code posé par un codeur sur un extrait.",
    (
        Column("passage", "Extrait", "ref", "Référence de l’extrait.", required=True, key=True, target="passages"),
        Column("code", "Code", "text", "Variable du référentiel ou code libre.", required=True, key=True),
        Column("coder", "Codeur", "ref", "Regard qui code.", required=True, key=True, target="raters"),
        Column("layer", "Couche", "choice", "individuelle ou consensus.", required=True, key=True,
               choices=words.LAYERS, default="individuelle"),
        Column("date", "Date", "date", "Date du codage.", past_only=True),
        Column("proposed_level", "Niveau proposé", "level", "Niveau que l’extrait suggère."),
    ),
)  # fmt: skip

AGREEMENTS = Table(
    "agreements", "Accords", "La réponse de ceux qui portent un projet à la page qu’ils ont lue.",
    (
        _case(),
        Column("digest", "Empreinte lue", "text", "Empreinte imprimée au bas de la fiche lue.", required=True),
        Column("answer", "Réponse", "choice", "bon à diffuser, avec ma réponse, non.", required=True,
               choices=words.AGREEMENT_ANSWERS),
        Column("reply", "Texte de la réponse", "text", "Publié à côté des chiffres."),
        Column("date", "Date", "date", "Date de la réponse.", required=True, past_only=True),
    ),
)  # fmt: skip

COMMUNES = Table(
    "communes", "Communes ajoutées",
    "Seulement des communes imaginées (code en 00…) ou une densité connue par ailleurs.",
    (
        Column("code", "Code", "text", "Cinq caractères.", required=True, key=True),
        Column("name", "Nom", "text", "Nom.", required=True),
        Column("population", "Population", "integer", "Population municipale.", unit="habitants"),
        Column("density", "Densité", "text", "Niveau de la grille de densité, s’il est connu."),
        Column("vintage", "Millésime", "text", "Année du code officiel."),
        Column("longitude", "Longitude", "number", "Du centre, en degrés.", unit="degrés"),
        Column("latitude", "Latitude", "number", "Du centre, en degrés.", unit="degrés"),
    ),
)  # fmt: skip

TERRITORIES = Table(
    "territories", "Territoires", "Les territoires étudiés, datés : une liste de communes ou d’EPCI et un millésime.",
    (
        Column("code", "Code", "ref", "Court et stable : T1, pays-ledonien.", required=True, key=True,
               target="territories"),
        Column("name", "Nom", "text", "Nom du territoire.", required=True),
        Column("population", "Population", "integer", "Vide : calculée depuis les communes.", unit="habitants"),
        Column("density", "Densité", "text", "Si elle est connue."),
        Column("vintage", "Millésime", "text", "Année du code officiel."),
        Column("members", "Membres", "words", "Codes de communes ou SIREN d’EPCI, séparés par « ; »."),
    ),
)  # fmt: skip

HOLDER_GROUPS = Table(
    "holder_groups", "Collectifs porteurs", "Ceux qui portent le projet. Reste dans le classeur.",
    (
        _case(),
        Column("group", "Collectif", "text", "Nom du collectif.", required=True, key=True),
        Column("since", "Depuis", "date", "Depuis quand."),
        Column("note", "Note", "text", "Note de travail."),
    ),
    workbook_only=True,
)  # fmt: skip

PEOPLE = Table(
    "people", "Personnes rencontrées", "Qui a été entendu. Reste dans le classeur.",
    (
        Column("person", "Personne", "ref", "Référence courte, stable, unique : H-001.", required=True, key=True, target="people"),
        Column("name", "Nom", "text", "Nom."),
        Column("interview", "Entretien", "ref", "Entretien où elle a parlé.", target="interviews"),
        Column("function", "Fonction", "text", "Fonction au moment de l’entretien."),
    ),
    workbook_only=True,
)  # fmt: skip

CONSENTS = Table(
    "consents", "Consentements", "Ce que chaque personne a accepté. Reste dans le classeur, s’applique à ce qui en sort.",
    (
        Column("person", "Personne", "ref", "Référence de la personne.", required=True, key=True, target="people"),
        Column("interview", "Entretien", "ref", "Entretien visé.", required=True, key=True, target="interviews"),
        Column("signed_on", "Signé le", "date", "Date de l’accord.", past_only=True),
        Column("record", "Enregistrer", "boolean", "A accepté d’être enregistrée."),
        Column("transcribe", "Transcrire", "boolean", "A accepté la transcription."),
        Column("quote", "Citer", "boolean", "A accepté d’être citée."),
        Column("name_allowed", "Nommer", "boolean", "A accepté d’être nommée."),
        Column("laboratory", "Transmettre au laboratoire", "boolean", "A accepté la transmission."),
        Column("reuse", "Réutiliser", "boolean", "A accepté une autre recherche."),
        Column("citation", "Niveau de citation", "choice", "nominatif, fonction, anonyme, pas de citation.",
               choices=words.CITATION_LEVELS),
        Column("expires_on", "Expire le", "date", "Fin de validité."),
        Column("withdrawn_on", "Retiré le", "date", "Date du retrait, s’il y a eu retrait.", past_only=True),
    ),
    workbook_only=True,
)  # fmt: skip

DISCUSSIONS = Table(
    "discussions", "Discussions", "Les phrases échangées sur une appréciation. Reste dans le classeur.",
    (
        Column("rating", "Appréciation", "ref", "Référence de l’appréciation.", required=True, key=True,
               target="ratings"),
        _seq("1, 2, 3… : l’ordre des phrases."),
        Column("rater", "Regard", "ref", "Qui parle (code).", target="raters"),
        Column("date", "Date", "date", "Date.", past_only=True),
        Column("text", "Phrase", "text", "Ce qui est dit.", required=True),
    ),
    workbook_only=True,
)  # fmt: skip

VERIFICATIONS = Table(
    "verifications", "Vérifications", "Qui a trouvé vrai quoi, et quand. Reste dans le classeur.",
    (
        _case(), _seq("1, 2, 3… : une ligne par vérification."),
        Column("field", "Champ", "text", "Nom du champ vérifié (started, x_surface) ; vide : toute la fiche."),
        Column("date", "Date", "date", "Le jour de la vérification.", required=True, past_only=True, exact=True),
        Column("by", "Par", "text", "Qui a vérifié."),
    ),
    workbook_only=True,
)  # fmt: skip

KINDS = Table(
    "kinds", "Types", "Les mots de la structure pour chaque type de projet ou de lieu. Reste dans le classeur.",
    (
        Column("kind", "Type", "choice", "De quel type il s’agit.", required=True, key=True, choices=words.KINDS),
        Column("singular", "Au singulier", "text", "Le mot qui sera lu : ferme partagée."),
        Column("plural", "Au pluriel", "text", "Le même, au pluriel : fermes partagées."),
        Column("feminine", "Au féminin", "boolean", "oui si le mot est féminin.", default="non"),
        Column("framework", "Référentiel", "text", "Version du référentiel de ce type, s’il en a une : ect@0.1."),
        Column("rank", "Ordre", "integer", "Sa place dans les listes."),
    ),
    workbook_only=True,
)  # fmt: skip

ADDED_FIELDS = Table(
    "added_fields", "Champs ajoutés", "Ce que veulent dire les colonnes x_… de « Projets et lieux ». Reste dans le classeur.",
    (
        Column("kind", "Type", "choice", "Le type de projet ou de lieu qui a ce champ.", required=True, key=True,
               choices=words.KINDS),
        Column("code", "Code", "text", "Le titre de la colonne sans x_ : surface.", required=True, key=True),
        Column("label", "Intitulé", "text", "Comment le champ est nommé."),
        Column("help", "Explication", "text", "Ce qu’on y écrit."),
        Column("type", "Nature", "choice", "texte, nombre, date, oui ou non, liste de choix.",
               choices=words.FIELD_TYPES, default="texte"),
        Column("choices", "Choix", "words", "Pour une liste de choix : les valeurs, séparées par « ; »."),
        Column("rank", "Ordre", "integer", "Sa place dans le formulaire."),
    ),
    workbook_only=True,
)  # fmt: skip

THEMES = Table(
    "themes", "Domaines proposés", "Les domaines d’intervention que la structure propose. Reste dans le classeur.",
    (Column("word", "Domaine", "text", "Un domaine par ligne.", required=True, key=True),),
    workbook_only=True,
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    CASES, PHASES, STANDBYS, CASE_LINKS, OUTCOMES, LOG, ATTENDANCES, ACTORS, INVOLVEMENTS, MEANS, STANCES, RATERS, RATINGS,
    EVIDENCE, INTERVIEWS, DOCUMENTS, PASSAGES, CODINGS, AGREEMENTS, COMMUNES, TERRITORIES,
    HOLDER_GROUPS, PEOPLE, CONSENTS, DISCUSSIONS, VERIFICATIONS, KINDS, ADDED_FIELDS, THEMES,
)  # fmt: skip

_BY_NAME = {declared.name: declared for declared in TABLES}


def table(name: str) -> Table:
    """Return the table `name`; KeyError when there is none."""
    return _BY_NAME[name]
