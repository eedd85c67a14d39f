/**
 * HTML that is known to be safe. Handlebars prints a value with `toHTML()` without escaping it, which makes this the
 * only way by which HTML gets into a page: templates hold no triple braces.
 */
export class SafeHtml {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }

  toHTML(): string {
    return this.html;
  }
}

/** Marks HTML as safe to print. Only for what the renderer of this program or its sanitiser made. */
export const safeHtml = (html: string): SafeHtml => new SafeHtml(html);
