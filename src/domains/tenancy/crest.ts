/** Coats of arms of our own drawing: colours of field and charge, outline of the charge. They do not follow the theme. */
export interface Arms {
  field: string;
  charge: string;
  path: string;
}

const arms: Record<string, Arms> = {
  castle: { field: "#0b5866", charge: "#fff", path: "M12 31V18h3v2.500h3V18h4v2.500h3V18h3v13h-6v-5a2 2 0 0 0-4 0v5z" },
  key: {
    field: "#7a2f2a",
    charge: "#f4d252",
    path: "M20 10a4.500 4.500 0 0 1 1.500 8.700V30h4v3h-4v1.500h-3V18.700A4.500 4.500 0 0 1 20 10zm0 2.700a1.800 1.800 0 1 0 0 3.600 1.800 1.800 0 0 0 0-3.600z",
  },
  wheel: {
    field: "#4d3b77",
    charge: "#fff",
    path: "M20 12a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zm-1 1h2v4l3-2.700 1.300 1.400L22.500 20h4v2h-4l2.800 1.800-1.300 1.400-3-2.700v4h-2v-4l-3 2.700-1.300-1.400 2.800-1.800h-4v-2h4l-2.800-1.800 1.300-1.400 3 2.700z",
  },
  fish: {
    field: "#274a78",
    charge: "#fff",
    path: "M8 21c3-5 9-6.500 14-3.500 2 1.200 3.500 2.200 5 1.200l4.500-3.200v11l-4.500-3.200c-1.500-1-3 0-5 1.200C17 27.500 11 26 8 21zm6-1.800a1.300 1.300 0 1 0 0 2.600 1.300 1.300 0 0 0 0-2.600z",
  },
  hills: {
    field: "#0d5b3c",
    charge: "#f4d252",
    path: "M20 9l1.500 3.200 3.500.4-2.600 2.400.7 3.500-3.100-1.800-3.100 1.800.7-3.500-2.600-2.400 3.500-.4zM7 33c1-6 4-10 7.500-10 2.500 0 4.200 2 5.500 4 1.300-2 3-4 5.500-4 3.500 0 6.500 4 7.500 10-4 4-9 6-13 6s-9-2-13-6z",
  },
  ear: {
    field: "#6b3f10",
    charge: "#f4d252",
    path: "M19 37V15h2v22zM20 8c2 1.500 2 4 0 6-2-2-2-4.500 0-6zM22 17c0-2.500 2-4 4.500-4 0 3-2 4.500-4.500 4zm-4 0c0-2.500-2-4-4.500-4 0 3 2 4.500 4.500 4zm4 6c0-2.500 2-4 4.500-4 0 3-2 4.500-4.500 4zm-4 0c0-2.500-2-4-4.500-4 0 3 2 4.500 4.500 4zm4 6c0-2.500 2-4 4.500-4 0 3-2 4.500-4.500 4zm-4 0c0-2.500-2-4-4.500-4 0 3 2 4.500 4.500 4z",
  },
  tree: {
    field: "#4a5212",
    charge: "#fff",
    path: "M20 10a7.500 7.500 0 0 1 1.200 14.900V34h-2.400v-9.100A7.500 7.500 0 0 1 20 10z",
  },
  waves: {
    field: "#0b5480",
    charge: "#fff",
    path: "M6 26c3.500-3 6.500-3 9.500 0s6 3 9.500 0 6-3 9 0v3c-3-3-5.500-3-9 0s-6.500 3-9.500 0-6-3-9.500 0zM8 33c3-2.500 5.500-2.500 8 0s5 2.500 8 0 5.500-2.500 7 0l-2 2.500c-2-1-3.500-.5-5.500 1-2.500 2-5 2-7.500 0-2-1.500-4-2-6-1zM20 10a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
  },
  leaf: {
    field: "#1f4f2c",
    charge: "#f4d252",
    path: "M20 10c5 3 8 6.500 8 11.500 0 4-3 6.500-7 6.800V34h-2v-5.700c-4-.3-7-2.800-7-6.800C12 16.500 15 13 20 10z",
  },
};

export const armsOf = (name: string): Arms => arms[name] ?? arms.leaf!;

/** The outline of every shield, in a box of 40 by 46. */
export const shield = "M2 2h36v21c0 11-8 18-18 21.500C10 41 2 34 2 23z";

/** The arms as a picture of its own: the icon of the browser's tab, the head of a letter. */
export function crestSvg(name: string): string {
  const { field, charge, path } = armsOf(name);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 46"><path d="${shield}" fill="${field}"/><path d="${path}" fill="${charge}" fill-rule="evenodd"/></svg>`;
}
