"""The reproducible study: frozen data, a plan, results, and the seal that proves them."""
