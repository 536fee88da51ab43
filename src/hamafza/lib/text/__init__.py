"""Reading, matching and showing Persian text as people really type it.

Every door takes and gives plain strings; the text that was typed is never changed in place, and every
offset points into the string that was handed in. English and Arabic pass through the same doors.

| module | the one thing it answers |
|---|---|
| `display` | how a text is shown: letters, spacing and quotation marks put right |
| `halfspace` | where lost half-spaces belong |
| `digits` | one digit script from another |
| `fold` | what is the same to a reader, whatever keyboard typed it |
| `tokens`, `stem` | words with their places and their index keys |
| `sentences` | where sentences end |
| `bidi` | runs that need isolating in right-to-left text |
| `collate` | Persian alphabetical order |
| `diff` | which words differ between two texts |
"""
