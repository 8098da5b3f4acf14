"""The delivery and preview APIs: what a website reads."""
