// written with the logbook
