import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import { DocumentBuilder, type DocumentNode, maximumDepth } from "./document.ts";
import type { LockfileText } from "./lockfile-text.ts";

type YamlEvent = ReturnType<typeof parseEvents>[number];

/**
 * Every document of a YAML file, all scalars as text: `9.0` stays "9.0" and `no` stays "no". Aliases, anchors, tags
 * and merge keys are refused: no package manager writes them, and they make a file mean what it does not say.
 */
export function parseYamlDocuments(lockfile: LockfileText): DocumentNode[] {
  const documents: DocumentNode[] = [];
  const open: YamlEvent["type"][] = [];
  const newBuilder = () => new DocumentBuilder((reason, offset) => lockfile.unreadable(reason, { offset }));
  let builder = newBuilder();

  for (const event of events(lockfile)) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        builder = newBuilder();
        open.push(event.type);
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        refuseDecoration(lockfile, event);
        if (builder.wantsKey) {
          throw lockfile.unreadable("a key is not plain text", { offset: event.start });
        }
        builder.begin(event.type === EVENT_ID.MAPPING ? "map" : "list", event.start);
        open.push(event.type);
        break;
      case EVENT_ID.SCALAR: {
        refuseDecoration(lockfile, event);
        const text = getScalarValue(lockfile.text, event);
        const offset = event.valueStart;
        if (!builder.wantsKey) {
          builder.scalar(text, offset);
        } else if (text === "<<" && event.style === SCALAR_STYLE.PLAIN) {
          throw lockfile.unreadable("it uses a YAML merge key", { offset });
        } else {
          builder.key(text, offset);
        }
        break;
      }
      case EVENT_ID.ALIAS:
        throw lockfile.unreadable("it uses a YAML alias", { offset: event.anchorStart });
      case EVENT_ID.POP:
        if (open.pop() !== EVENT_ID.DOCUMENT) {
          builder.end();
        } else if (builder.root !== null) {
          documents.push(builder.root);
        }
        break;
    }
  }
  if (documents.length === 0) throw lockfile.unreadable("it is empty");
  return documents;
}

function events(lockfile: LockfileText): YamlEvent[] {
  try {
    return parseEvents(lockfile.text, { maxDepth: maximumDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = error.mark?.position;
    throw lockfile.unreadable(`it is not valid YAML (${error.reason})`, {
      cause: error,
      ...(offset === undefined ? {} : { offset }),
    });
  }
}

function refuseDecoration(
  lockfile: LockfileText,
  event: { readonly anchorStart: number; readonly tagStart: number },
): void {
  if (event.anchorStart >= 0)
    throw lockfile.unreadable("it uses a YAML anchor", { offset: event.anchorStart });
  if (event.tagStart >= 0) throw lockfile.unreadable("it uses a YAML tag", { offset: event.tagStart });
}
