# Krippendorff's alpha of the three tables by irr. usage: Rscript reference_r.R FOLDER
suppressMessages({library(jsonlite); library(irr)})
folder <- commandArgs(TRUE)[1]; found <- list()
for (name in c("ratings_full", "ratings_missing", "ratings_two")) {
  X <- as.matrix(read.csv(file.path(folder, paste0(name, ".csv")))[, -1])
  for (metric in c("nominal", "ordinal", "interval")) found[[name]][[metric]] <- kripp.alpha(t(X), metric)$value
}
cat(toJSON(list(package = paste("irr", packageVersion("irr")), values = found), auto_unbox = TRUE, digits = 10, pretty = TRUE), "\n")
