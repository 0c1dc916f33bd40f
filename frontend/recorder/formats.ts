// Which format the browser records: the first of these that it can. Chrome and Firefox have WebM with Opus, Safari MP4 with AAC.
const WANTED = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"] as const;

/** The format to record in, or undefined where the browser has none. */
export function negotiate(supported: (type: string) => boolean = (type) => typeof MediaRecorder !== "undefined" && MediaRecorder.isTypeSupported(type)): string | undefined {
  return WANTED.find(supported);
}

export interface Problem { message: string; remedy: string }

/** Why the microphone cannot be had, in words. */
export function whyNoMicrophone(problem: unknown): Problem {
  const name = problem instanceof DOMException ? problem.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return { message: "The browser does not let Greenroom use the microphone.", remedy: "Allow it in the address bar, then try again; or answer in writing." };
    case "NotFoundError":
    case "OverconstrainedError":
      return { message: "No microphone was found.", remedy: "Plug one in, then try again; or answer in writing." };
    case "NotReadableError":
    case "AbortError":
      return { message: "The microphone cannot be read, perhaps because another program has it.", remedy: "Close that program, then try again; or answer in writing." };
    default:
      return { message: "Recording could not begin.", remedy: "Try again; or answer in writing." };
  }
}
