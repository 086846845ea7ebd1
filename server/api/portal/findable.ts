/** What can be found: a section of a guide, a group of operations, or an operation. */
export interface Findable {
  readonly title: string;
  /** Shown beneath the title; of an operation its method and path. */
  readonly line: string;
  readonly url: string;
  /** What is looked through but not shown, in small letters. */
  readonly words: string;
  /** Of an operation. */
  readonly id?: string;
}
