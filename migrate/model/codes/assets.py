"""Codes of findings about images and files becoming assets."""

from migrate.model.findings import Code, Severity

__all__ = ["ROWS"]

ROWS: tuple[Code, ...] = (
    Code(
        "asset-missing",
        Severity.FALLBACK,
        "An image or file that the page names does not exist",
        "Neither the bundle of the page nor static/ nor assets/ holds it, so that the page showed a broken image. "
        "The text around it and its alternative text are kept; no asset is made.",
        "Put the file back, correct the path, or remove the image.",
    ),
    Code(
        "asset-too-large",
        Severity.FALLBACK,
        "A file is larger than the space takes",
        "The file is larger than `assets.maxBytes` of the mapping (50 MB unless it says otherwise, Contentful's limit "
        "on the free plan). No asset is made.",
        "Make the file smaller, or raise `assets.maxBytes` if your plan takes more.",
    ),
    Code(
        "asset-empty",
        Severity.FALLBACK,
        "A file has no bytes",
        "Contentful refuses files without content. No asset is made.",
        "Put the real file in its place.",
    ),
    Code(
        "asset-not-a-file",
        Severity.FALLBACK,
        "A page stands where an image or file should be",
        "The destination leads to a page of the site, which cannot be an asset.",
        "Name a file, or map the field as Entry.",
    ),
    Code(
        "asset-scheme",
        Severity.FALLBACK,
        "The address of an image cannot be fetched",
        "Only http and https addresses, files of the site and readable data: addresses become assets.",
        "Put the image into the site.",
    ),
    Code(
        "asset-data-uri",
        Severity.NOTE,
        "An image that was written into the page became an asset",
        "A data: address holds the bytes of the image itself; they are uploaded as a file.",
        "",
    ),
    Code(
        "asset-remote-kept",
        Severity.NOTE,
        "An image on another host stays where it is",
        "The mapping says `assets.remote: false`, so images on other hosts are not copied.",
        "Set `assets.remote: true` to copy them.",
    ),
    Code(
        "asset-https",
        Severity.NOTE,
        "An http address is fetched by https",
        "Contentful fetches files by https. A host without https will show as an asset that failed to process.",
        "Check that the address works by https.",
    ),
    Code(
        "asset-type-unknown",
        Severity.NOTE,
        "The kind of a remote file cannot be told from its address",
        "The address has no known file extension, so the asset is declared as application/octet-stream.",
        "Give the file an extension, or put it into the site.",
    ),
    Code(
        "asset-title-shortened",
        Severity.NOTE,
        "An alternative text is longer than the title of an asset may be",
        "A title holds 256 characters. The whole text stands in the description of the asset.",
        "",
    ),
    Code(
        "asset-two-versions",
        Severity.NOTE,
        "Two addresses name the same asset with different files",
        "The file of an asset was replaced at some time and both addresses are in use. The first one in the order of "
        "pages is fetched.",
        "Use the newest address everywhere.",
    ),
    Code(
        "asset-image-parameters",
        Severity.NOTE,
        "The size or format that an image address asked for is not part of the asset",
        "Addresses of Contentful's image API carry parameters such as w=800. The asset is the original; a front end "
        "asks for sizes by itself.",
        "",
    ),
)
