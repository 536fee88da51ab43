"""Who repeats whose words, and which words were changed on the way.

Texts are compared as bare letters, so that no spelling, spacing or punctuation can hide a copy; every
offset that is given back points into the text that was handed in.

| module | the one thing it answers |
|---|---|
| `letters` | a text as letters and digits alone, each with its place |
| `fingerprints` | a few numbers that two texts share wherever they share a run of letters |
| `align` | the passages two texts have in common |
| `words` | the words of a text, as they are compared |
| `vocabulary` | words that turn the meaning of what stands beside them: units, frames, speech |
| `marks` | signs that are no letters and still change what is said: −, $, a decimal point, U+202E |
| `gaps` | where two texts that share passages differ |
| `differences` | what was changed, and of which kind: a number, a negation, a name, a date, other words |
"""
