"""Patent exports: one room (module) per layout; what rooms share stands in `publications`."""
