/**
 * What `asked` answers, unless that takes longer than `ms`: then what `late` answers or throws. Whatever runs goes on, unheard.
 */
export async function inTime<T>(asked: Promise<T>, ms: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  }).then(late);
  try {
    return await Promise.race([asked, patience]);
  } finally {
    clearTimeout(timer);
  }
}
