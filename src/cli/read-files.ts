import { createReadStream, readdirSync, readFileSync, statSync, type ReadStream, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { readFolder } from "../platform/read-folder.ts";
import { BadInput } from "./bad-input.ts";

const megabyte = 1_000_000;
const most = { text: 5 * megabyte, stream: 100 * megabyte, files: 500 };

/** A whole text file of at most 5 MB, UTF-8. */
export function readText(path: string): string {
  sizeOf(path, most.text);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new BadInput(`${path} is not text in UTF-8. Save it as UTF-8 and try again.`);
    throw unreadable(path, error);
  }
}

/** A file read piece by piece; whoever reads it sets the bounds for its content. */
export function streamOf(path: string): ReadStream {
  sizeOf(path, most.stream);
  return createReadStream(path);
}

/** The files of a package's folder; refused before reading when it cannot be one. */
export function readPackageFolder(path: string): Map<string, string> {
  const found = statOf(path);
  if (!found.isDirectory()) throw new BadInput(`${path} is a file. Name the folder of a package.`);
  try {
    if (!readdirSync(path).includes("service.yaml")) {
      throw new BadInput(
        `${path} holds no service.yaml, so it is no package. Name the folder of a package, for instance library/hund-anmelden.`,
      );
    }
    checkSizes(path, { files: 0 });
    return readFolder(path);
  } catch (error) {
    throw error instanceof BadInput ? error : unreadable(path, error);
  }
}

/** Whether something stands at a path, and what. */
export function kindOf(path: string): "file" | "folder" | "nothing" {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "nothing" : found.isDirectory() ? "folder" : "file";
}

function checkSizes(folder: string, seen: { files: number }): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) checkSizes(path, seen);
    else if (++seen.files > most.files)
      throw new BadInput(`${folder} holds more than ${most.files} files. Name the folder of one package.`);
    else sizeOf(path, most.text);
  }
}

function sizeOf(path: string, limit: number): void {
  const found = statOf(path);
  if (found.isDirectory()) throw new BadInput(`${path} is a folder. Name a file in it.`);
  if (!found.isFile()) throw new BadInput(`${path} is no ordinary file. Name a file on the disk.`);
  if (found.size > limit)
    throw new BadInput(
      `${path} is larger than ${limit / megabyte} MB. Check that it is the right file: ${basename(path)}`,
    );
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return new BadInput(`${path} is not there. Check the path.`);
  if (code === "EACCES" || code === "EPERM")
    return new BadInput(`${path} may not be read. Ask for the right to read it.`);
  return error instanceof Error ? error : new Error(String(error));
}
