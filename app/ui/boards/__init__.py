"""The board face, and the editor of boards."""
