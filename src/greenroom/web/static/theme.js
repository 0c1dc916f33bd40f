// Theme switch in the foot of each page. The server draws the theme from the cookie, so the first paint is right;
// without this script the same choice stands in the settings.
const root = document.documentElement;
const pick = document.querySelector("[data-theme-pick]");
pick.value = root.dataset.theme ?? "system";
pick.addEventListener("change", () => {
  const theme = pick.value === "system" ? "" : pick.value;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.cookie = `greenroom-theme=${theme}; path=/; samesite=strict; max-age=${theme ? 31536000 : 0}`;
});
