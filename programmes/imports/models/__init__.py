from programmes.imports.models.memory import RememberedColumn, RememberedValue
from programmes.imports.models.uploads import Upload

__all__ = ["RememberedColumn", "RememberedValue", "Upload"]
