// Command podsecurity says what the Pod Security admission plugin's own library says of pods, without a cluster.
//
// Standard input: one Pod as JSON a line. Standard output: for each, one line of JSON: for each level, what the library refuses from
// which minor version of the standard on: {"baseline": [{"since": 0, "violations": [{"reason", "detail"}]}, …], "restricted": […]};
// or {"decode": "…"} where it is not a pod.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// newest is one more than the last version that changed a check, to see that it means the last one.
const newest = 38

type violation struct {
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

type change struct {
	Since      int         `json:"since"`
	Violations []violation `json:"violations"`
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	exitOn(err)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var pod corev1.Pod
		if err := json.Unmarshal(in.Bytes(), &pod); err != nil {
			exitOn(encoder.Encode(map[string]string{"decode": err.Error()}))
			continue
		}
		exitOn(encoder.Encode(map[api.Level][]change{
			api.LevelBaseline:   history(evaluator, api.LevelBaseline, &pod),
			api.LevelRestricted: history(evaluator, api.LevelRestricted, &pod),
		}))
	}
	exitOn(in.Err())
}

func history(evaluator policy.Evaluator, level api.Level, pod *corev1.Pod) []change {
	var changes []change
	for minor := 0; minor <= newest; minor++ {
		found := evaluate(evaluator, api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}, pod)
		if minor == 0 || !reflect.DeepEqual(found, changes[len(changes)-1].Violations) {
			changes = append(changes, change{minor, found})
		}
	}
	latest := evaluate(evaluator, api.LevelVersion{Level: level, Version: api.LatestVersion()}, pod)
	if !reflect.DeepEqual(latest, changes[len(changes)-1].Violations) {
		exitOn(fmt.Errorf("the latest version differs from 1.%d", newest))
	}
	return changes
}

func evaluate(evaluator policy.Evaluator, lv api.LevelVersion, pod *corev1.Pod) []violation {
	found := []violation{}
	for _, result := range evaluator.EvaluatePod(lv, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			found = append(found, violation{result.ForbiddenReason, result.ForbiddenDetail})
		}
	}
	return found
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
