"""Pages that only draw characters: tables and prose found again by where these stand."""
