"""How the files of the pages are named once they have been collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names with a hash of what is inside, also where one script imports another.

    So a browser may keep each file for ever, and never runs half of an older version.
    """

    support_js_module_import_aggregation = True
