"""Programs run by hand that make files of the package."""
