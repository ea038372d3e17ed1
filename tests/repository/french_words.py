"""French words that must not name things in the code, and the few that do, each in docs/dev/glossary.md."""

from __future__ import annotations

# what a French speaker writes when the English word does not come
FRENCH = frozenset(
    """
    accompagnateur accompagnement accord acteur acteurs ancrage annee annees appreciations autre avis
    besoin cas chemin chiffre chiffres chercheur classeur codage codages collectif colonne colonnes
    commune communes consentement constat couche couleur debut decoupage departement
    departements devenir devenirs donnee donnees dossier ecart effectif empreinte entete entretien entretiens epci
    etude etudes extrait extraits fiche fiches fichier fichiers fin frein freins graine horodatage hypothese
    idee largeur levier leviers libelle lieu lieux ligne lignes liste livret longueur mairie mesure
    modele mois montant moyens niveau niveaux nom noms nombre nouveau nouvelle partenaire
    pays periode personne personnes pilier piliers porteur porteurs preuve preuves projet projets publie 
    rapport rapports referentiel referentiels regard regards resultat resultats
    resume reunion secteur secteurs siren siret sortie sorties suivi tableau
    tableaux tableur territoire territoires texte textes tiers titre valeur valeurs vide ville
    """.split()
)
GLOSSARY = frozenset({"commune", "communes", "departement", "departements", "epci", "siren"})
