// The body's editor: Tiptap behind our own toolbar, which speaks the page's language.
import {
  Blockquote, Bold, BulletList, Document, Editor, HardBreak, Heading, History, Italic, Link, ListItem, OrderedList, Paragraph, Subscript, Superscript, Text,
} from "django-prose-editor/editor";

const EXTENSIONS = [
  Document, Paragraph, Text, Bold, Italic, Subscript, Superscript, HardBreak, History, BulletList, OrderedList, ListItem, Blockquote,
  Heading.configure({ levels: [2, 3] }),
  Link.configure({ autolink: false, enableTarget: false }),
];
const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  subheading: (chain) => chain.toggleHeading({ level: 3 }),
  list: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const ACTIVE = { bold: ["bold"], heading: ["heading", { level: 2 }], subheading: ["heading", { level: 3 }], list: ["bulletList"], numbers: ["orderedList"], quote: ["blockquote"], link: ["link"] };

const start = (box) => {
  const area = box.querySelector("textarea"), bar = box.querySelector("[data-bar]");
  const surface = document.createElement("div");
  area.before(surface);
  area.hidden = true;
  const editor = new Editor({
    element: surface,
    extensions: EXTENSIONS,
    content: area.value,
    injectCSS: false, // the content policy refuses injected styles
    editorProps: { attributes: { dir: "auto", class: "editor-page", role: "textbox", "aria-multiline": "true", "aria-labelledby": `${area.id}_label`, id: `${area.id}_page` } },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const label = document.querySelector(`label[for="${area.id}"]`);
  if (label) {
    label.id = `${area.id}_label`;
    label.addEventListener("click", () => editor.commands.focus());
  }
  // The box below the last line belongs to the text as well: a tap anywhere in it begins to write.
  surface.addEventListener("pointerup", (event) => { if (event.target === surface) editor.commands.focus("end"); });
  const describe = area.getAttribute("aria-describedby");
  if (describe) editor.view.dom.setAttribute("aria-describedby", describe);
  if (area.getAttribute("aria-invalid")) editor.view.dom.setAttribute("aria-invalid", "true");
  area.addEventListener("put", (event) => { editor.commands.setContent(event.detail, { emitUpdate: true }); });

  toolbar(box, bar, editor);
  linking(box, editor);
};

const toolbar = (box, bar, editor) => {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]"), command = button && COMMANDS[button.dataset.do];
    if (command) command(editor.chain().focus()).run();
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its selection and the focus
  const show = () => {
    for (const [name, asked] of Object.entries(ACTIVE)) {
      bar.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", String(editor.isActive(...asked)));
    }
    bar.querySelector("[data-do=undo]").disabled = !editor.can().undo();
    bar.querySelector("[data-do=redo]").disabled = !editor.can().redo();
  };
  editor.on("transaction", show);
  show();
};

const linking = (box, editor) => {
  const panel = box.querySelector("[data-link]"), input = panel.querySelector("input"), opener = box.querySelector("[data-do=link]");
  const open = (shown) => {
    panel.hidden = !shown;
    opener.setAttribute("aria-expanded", String(shown));
    if (shown) { input.value = editor.getAttributes("link").href || ""; input.focus(); }
  };
  const link = () => {
    const typed = input.value.trim();
    if (!typed) return;
    const href = /^(https?:|mailto:|tel:)/i.test(typed) ? typed : `https://${typed}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    open(false);
  };
  opener.addEventListener("click", () => open(panel.hidden));
  panel.querySelector("[data-link-set]").addEventListener("click", link);
  panel.querySelector("[data-link-remove]").addEventListener("click", () => { editor.chain().focus().extendMarkRange("link").unsetLink().run(); open(false); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); link(); }
    if (event.key === "Escape") { open(false); editor.commands.focus(); }
  });
};

for (const box of document.querySelectorAll("[data-editor]")) start(box);
