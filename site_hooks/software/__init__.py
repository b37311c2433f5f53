"""Lists what a browser is sent: parts, versions, licences and the bill of materials."""
