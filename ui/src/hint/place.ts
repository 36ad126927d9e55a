interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

const gap = 6;
const edge = 8;

/** Where a bubble stands: centred above its thing, below when there is no room above, never outside the window. */
export function hintPlace(
  anchor: Box,
  bubble: { readonly width: number; readonly height: number },
  view: { readonly width: number; readonly height: number },
): { left: number; top: number } {
  const centred = anchor.left + anchor.width / 2 - bubble.width / 2;
  const above = anchor.top - gap - bubble.height;
  return {
    left: Math.max(edge, Math.min(centred, view.width - edge - bubble.width)),
    top: above >= edge ? above : anchor.bottom + gap,
  };
}
