"""Renderers: a sheet or report in, text out. They know nothing of deliveries."""
