"""What falls due with time among lists."""

from mentoring.common import sweeps
from programmes.imports.services import uploads

sweeps.register("uploads", uploads.delete_old)
