"""The application: records, logbook and appraisals, in French, for a team."""
