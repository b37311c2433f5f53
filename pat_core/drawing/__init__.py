"""Pictures as SVG: what to draw comes in worked out; no score is computed here."""
