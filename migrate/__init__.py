"""Move a Hugo site into Contentful and prove that nothing was lost."""

__version__ = "0.1.0"

__all__ = ["__version__"]
