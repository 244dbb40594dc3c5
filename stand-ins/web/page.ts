import type { Context } from "hono";
import { html, raw } from "hono/html";
import { style } from "./style.ts";

type Piece = ReturnType<typeof html>;

/** A page of a stand-in: German, without scripts, its style from `/style.css`; `claim` says plainly that it is a stand-in. */
export async function page(
  context: Context,
  { title, claim, kind, body }: { title: string; claim: string; kind: string; body: Piece },
  status: 200 | 404 | 409 | 400 | 500 = 200,
): Promise<Response> {
  const document = await html`${raw("<!doctype html>")}
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${kind}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <p class="kind">${kind}</p>
          <p class="claim">${claim}</p>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  for (const [name, value] of Object.entries(pageHeaders)) context.header(name, value);
  return context.html(document, status);
}

/**
 * No script, no frame, nothing from elsewhere. There is no `form-action`: browsers apply it to the redirect after a form
 * too, and going back to the calling service is what these pages are for.
 */
export const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

export function styleSheet(context: Context): Response {
  return context.body(style, 200, { "content-type": "text/css; charset=utf-8" });
}
