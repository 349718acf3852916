// Loads a package in a folder where it is installed, reads every export, and tells what its plugin object has.
// Copied there and started by Node or Bun; prints one line of JSON behind the marker that it is given.
const [, , specifier, marker] = process.argv;
const capabilities = ["models", "actions", "providers", "services", "evaluators", "routes", "events"];

const namespace = await import(specifier);
const exported = Object.keys(namespace).sort();
// A getter that throws ends the process, which is the answer; Bun yields undefined instead of throwing.
const undefinedExports = exported.filter((name) => namespace[name] === undefined);
const candidates = exported.filter((name) => name === "default" || name.endsWith("Plugin"));
const plugins = candidates
  .map((name) => ({ name, value: namespace[name] }))
  .filter(({ value }) => typeof value === "object" && value !== null)
  .map(({ name, value }) => ({
    exportedAs: name,
    name: typeof value.name === "string" ? value.name : "",
    description: typeof value.description === "string" ? value.description : "",
    capabilities: capabilities.filter((key) => isFilled(value[key])),
    models: Object.keys(value.models ?? {}).sort(),
    brokenModels: Object.entries(value.models ?? {})
      .filter(([, handler]) => typeof handler !== "function")
      .map(([model]) => model),
  }));
console.log(marker + JSON.stringify({ exported, undefinedExports, plugins }));
// Timers and sockets of the package must not keep the process alive.
process.exit(0);

function isFilled(value) {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
