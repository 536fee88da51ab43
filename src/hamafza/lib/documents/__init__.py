"""One document, many forms: a page to print, XLSX, DOCX, PDF, CSV and plain text.

| module | the one thing it answers |
|---|---|
| `model` | what a document is made of |
| `values` | which values a cell holds and of which kind they are |
| `showing` | how a value is written in Persian or English |
| `words` | the writers' own words in both languages |
| `narrowing` | tables that are too wide for paper |
| `html`, `charts` | the page to print, with its charts |
| `xlsx`, `docx`, `pdf`, `csv`, `plain` | the other forms |
| `drawing` | charts as pictures, for forms that have none of their own |
| `extras` | which forms this installation can write |

Text comes out of every writer as it went in, except for characters that no form can hold
(`lib.text.characters`). In running text what a text begins to turn round ends with it, and in a Persian DOCX marks
of direction stand round numbers that would be turned round. What a text would do in its new place (formulas,
markup) is taken from it by the writer, never by changing the text.
"""
