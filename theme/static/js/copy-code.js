// A button on each block of code that copies it. POUCH_THEME = {"copy_code": True} loads it.
const { copy, copied } = document.currentScript.dataset;

for (const code of navigator.clipboard ? document.querySelectorAll(".prose pre") : []) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: copy });
  const frame = Object.assign(document.createElement("div"), { className: "code-copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.innerText);
    button.textContent = copied;
    setTimeout(() => (button.textContent = copy), 2000);
  });
  code.replaceWith(frame);
  frame.append(code, button);
}
