"""Keep the code: one encrypted file, printable cards and sheets, exports.  Extra ``vault``."""
