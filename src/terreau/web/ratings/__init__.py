"""Appraisals, their evidence, discussion and consensus."""
