"""Addresses of the logbook, of what comes next and of what the logbook writes."""

from __future__ import annotations

from django.urls import path

from terreau.web.cases.views import log, log_entries, log_lists, log_next, log_offline, log_reports

__all__ = ["LOG"]

LOG = [
    path("journal/", log.logbook, name="logbook"),
    path("journal/lecture/", log.reading, name="log-reading"),
    path("journal/hors-ligne/", log_offline.shell, name="log-shell"),
    path("journal/envoi/", log_offline.sync, name="log-sync"),
    path("journal/lignes/", log_lists.lines, name="log-lines"),
    path("journal/mon-temps/", log_lists.my_time, name="my-time"),
    path("journal/<str:reference>/", log_entries.entry, name="entry"),
    path("journal/<str:reference>/preciser/", log_entries.settle, name="entry-settle"),
    path("journal/<str:reference>/ranger/", log_entries.archive, name="entry-archive"),
    path("ensuite/", log_next.next_steps, name="next"),
    path("ensuite/<str:reference>/fait/", log_next.next_done, name="next-done"),
    path("ensuite/<str:reference>/reporter/", log_next.next_postpone, name="next-postpone"),
    path("suivi/", log_reports.follow_up, name="follow-up"),
    path("projets/<str:reference>/journal/", log_lists.case_log, name="case-log"),
    path("projets/<str:reference>/suivi/", log_reports.case_follow_up, name="case-follow-up"),
    path("projets/<str:reference>/bilan/<int:year>/", log_reports.case_review, name="case-review"),
]
