// Run a program with the Python that the package pyodide brings: CPython as WebAssembly.
// Usage: node run_python.mjs PYODIDE PROGRAM [NAME=FOLDER ...]; folders are seen as /NAME.
const [pyodide, program, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(pyodide);
const python = await loadPyodide();
for (const folder of folders) {
  const [name, path] = folder.split(/=(.*)/);
  python.mountNodeFS(`/${name}`, path);
}
python.runPython(program);
