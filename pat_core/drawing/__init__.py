"""Pictures as SVG, their colours and their CSS. Figures come in worked out."""
