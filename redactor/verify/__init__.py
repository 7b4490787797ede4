"""The independent second look at a finished file: leaks and damage, before anything is released."""

from redactor.verify.document import verify_document

__all__ = ["verify_document"]
