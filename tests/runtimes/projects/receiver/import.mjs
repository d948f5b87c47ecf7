import * as powens from "powens-users";
import * as receiver from "powens-users/receiver";
import { exerciseReceiver } from "../receiver-exercise.mjs";

exerciseReceiver(powens, receiver).then((report) => console.log(JSON.stringify(report)));
