"""Documents and sheets of Word, Excel, WPS and LibreOffice."""
